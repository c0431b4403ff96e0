"""The five questions of lab 01, with a misconception behind each wrong option."""

from __future__ import annotations

from course.checks.question import choice

q_threshold = choice(
    "q_threshold",
    2,
    "The weighted sum lands exactly on the threshold. What do the two units answer?",
    {
        "a": "Both fire: the McCulloch–Pitts unit gives 1, the perceptron gives +1.",
        "b": "The McCulloch–Pitts unit gives 1, the perceptron gives −1.",
        "c": "The McCulloch–Pitts unit gives 0, the perceptron gives +1.",
        "d": "Neither fires: the McCulloch–Pitts unit gives 0, the perceptron gives −1.",
    },
    key="b",
    misconceptions={
        "a": "The perceptron's law says > 0, and 0 is not larger than 0.",
        "c": "This swaps the two laws: ≥ belongs to McCulloch and Pitts, > to the perceptron.",
        "d": "McCulloch and Pitts let the unit fire when the sum reaches the threshold, equality included.",
    },
    read="sections 1 and 2",
)

q_eta = choice(
    "q_eta",
    2,
    "A perceptron starts at w = 0 and is trained with η = 1. A second one is trained on the same data, in the same order, "
    "with η = ¼. What happens to the number of mistakes?",
    {
        "a": "It rises, because smaller steps need more of them.",
        "b": "It falls, because smaller steps are more careful.",
        "c": "It depends on the data.",
        "d": "It stays the same; w is a quarter as long, and that changes no prediction.",
    },
    key="d",
    misconceptions={
        "a": "Follow two updates by hand: from w = 0 every w is η times a sum of y·x̃, so a smaller η shrinks w and nothing else.",
        "b": "Careful steps matter for gradient descent; here only the sign of w·x̃ counts, and η does not change a sign.",
        "c": "From w = 0 every w is η times the same sum of y·x̃, whatever the data: each sign, and so each mistake, is the same.",
    },
    read="section 4, what η does",
)

q_bound = choice(
    "q_bound",
    2,
    "A run has made [5, 3, 1, 0] mistakes in its four epochs. All augmented points satisfy ‖x̃‖ ≤ R = 4, and some unit vector "
    "separates them with margin γ = 1. Does the run keep to Novikoff's bound?",
    {
        "a": "Yes: 9 mistakes, and at most 16 are allowed.",
        "b": "No: 9 mistakes, and at most 4 are allowed.",
        "c": "Yes: 5 mistakes in the worst epoch, and at most 16 are allowed in each.",
        "d": "One cannot tell without the number of examples.",
    },
    key="a",
    misconceptions={
        "b": "The bound is the square of R/γ: (4/1)² = 16.",
        "c": "The bound holds for all mistakes of the run together, not for each epoch.",
        "d": "N does not occur in (R/γ)²: that is the surprising part of the theorem.",
    },
    read="section 4, Novikoff's theorem",
)

q_history = choice(
    "q_history",
    2,
    "Which order of years belongs to: Hebb's law, the McCulloch–Pitts neuron, Widrow and Hoff's delta rule, Rosenblatt's perceptron?",
    {
        "a": "1943, 1949, 1958, 1960",
        "b": "1949, 1943, 1960, 1958",
        "c": "1949, 1943, 1958, 1960",
        "d": "1958, 1943, 1949, 1960",
    },
    key="b",
    misconceptions={
        "a": "These are the years in order; the question lists Hebb first and Widrow and Hoff before Rosenblatt.",
        "c": "Rosenblatt's perceptron came in 1958, two years before the delta rule of Widrow and Hoff.",
        "d": "Hebb's book appeared in 1949; 1958 is the perceptron.",
    },
    read="sections 1, 2 and 6",
)

q_rings = choice(
    "q_rings",
    2,
    "Two classes lie on two rings round the origin, with radius 1 and radius 2. With which single feature in place of (x₁, x₂) "
    "can a perceptron separate them?",
    {
        "a": "the angle atan2(x₂, x₁)",
        "b": "the product x₁·x₂",
        "c": "the sum x₁ + x₂",
        "d": "the squared radius x₁² + x₂²",
    },
    key="d",
    misconceptions={
        "a": "Both rings contain every angle, so the angle says nothing about the class.",
        "b": "x₁·x₂ takes the same values on both rings, for example 0 on both axes.",
        "c": "x₁ + x₂ is linear in the inputs: the perceptron has that already.",
    },
    read="section 9, features decide",
)

QUESTIONS = (q_threshold, q_eta, q_bound, q_history, q_rings)
