"""The five questions of lab 05, with a misconception behind each wrong option."""

from __future__ import annotations

from course.checks.question import choice

q_sign_error = choice(
    "q_sign_error",
    3,
    "A slide derives the gradient of one sigmoid unit. Let y be the output and t the target. Which line is the first wrong one?\n\n"
    "(1) ∂E/∂w_i = ∂/∂w_i ½ Σ_d (y_d − t_d)²\n\n"
    "(2) = ½ Σ_d ∂/∂w_i (y_d − t_d)²\n\n"
    "(3) = ½ Σ_d 2 (y_d − t_d) · ∂/∂w_i (y_d − t_d)\n\n"
    "(4) = Σ_d (y_d − t_d) · (−∂t_d/∂w_i)\n\n"
    "(5) = −Σ_d (y_d − t_d) · ∂t_d/∂net_d · ∂net_d/∂w_i\n\n"
    "(6) = −Σ_d (y_d − t_d) · y_d (1 − y_d) · x_{i,d}",
    {
        "a": "line 2: the derivative may not be drawn into the sum",
        "b": "line 3: the 2 and the ½ cancel, so a factor is lost",
        "c": "line 4: the target is differentiated, and the output is not",
        "d": "line 6: the slope y(1 − y) belongs to the target",
        "e": "none: the last line is the gradient",
    },
    key="c",
    misconceptions={
        "a": "The derivative of a sum is the sum of the derivatives, so line 2 is right.",
        "b": "Line 3 still has both the ½ and the 2; they cancel in line 4, and nothing is lost.",
        "d": "Line 6 has the wrong sign, but it inherits it: look for the first line in which a quantity that does not depend on w is differentiated.",
        "e": "Take one example with x = 1, w = 0, t = 1: y = ½, and raising w lowers E. Which sign does line 6 have?",
    },
    read="section 3, the sign error in the slide",
)

q_wrong_index = choice(
    "q_wrong_index",
    1,
    "The slide writes ∂L/∂w₂,₂,₄ = ∂L/∂y₂ · ∂y₂/∂w₂,₂,₃. What is wrong in it?",
    {
        "a": "∂L/∂y₂ has to be ∂L/∂y₄",
        "b": "the last index: the second factor has to be ∂y₂/∂w₂,₂,₄",
        "c": "the sum over both outputs is missing",
        "d": "a factor f′(a₄) is missing",
    },
    key="b",
    misconceptions={
        "a": "The network has two outputs; w₂,₂,₄ leads to output 2.",
        "c": "w₂,₂,₄ reaches L through output 2 only, so there is one path and no sum.",
        "d": "w₂,₂,₄ acts behind f: z₄ is what travels along it, and the output units are linear.",
    },
    read="section 5, a network of three, four and two units",
)

q_backprop_computes = choice(
    "q_backprop_computes",
    2,
    "One slide says “backpropagate the error by updating weights”, another that in a mini-batch the gradients are averaged “before backpropagation”. What is right?",
    {
        "a": "Both: backpropagation updates the weights, after the gradients have been averaged.",
        "b": "Backpropagation changes the weights layer by layer, last layer first; averaging is optional.",
        "c": "The outputs are averaged, one error is propagated back, and then the weights change.",
        "d": "Backpropagation computes gradients; they are averaged over the examples when it has run, and a separate step changes the weights.",
    },
    key="d",
    misconceptions={
        "a": "There are no gradients to average before backpropagation has computed them.",
        "b": "If the last layer is changed first, the error is handed down through weights that did not make it.",
        "c": "A mean output has no pre-activation of its own: each example has its own slopes, so each has its own backward pass.",
    },
    read="section 5, Mitchell's algorithm; section 7, two conventions",
)

q_factor = choice(
    "q_factor",
    2,
    "N = 8 examples. By which factor is the dW of Σ_n Σ_l (t − z)² larger than the dW of (1/N) Σ_n ½ Σ_l (t − z)²?",
    {"a": "2", "b": "4", "c": "8", "d": "16"},
    key="d",
    misconceptions={
        "a": "That is the ½ alone; the second loss is a mean over 8 examples as well.",
        "b": "4 = 8 / 2: the missing ½ makes the first gradient larger, not smaller.",
        "c": "That is the 1/N alone; the second loss has a ½ as well.",
    },
    read="section 7, two conventions",
)

q_jump = choice(
    "q_jump",
    2,
    "A jump connection: H = f(X @ W1), Y = H @ W2 + X @ W0. Which two terms does dX add up?",
    {
        "a": "dY @ W2ᵀ and dY @ W0ᵀ",
        "b": "(dY @ W2ᵀ · f′(X @ W1)) @ W1ᵀ and dY @ W0ᵀ",
        "c": "(dY @ W2ᵀ · f′(X @ W1)) @ W1ᵀ and Xᵀ @ dY",
        "d": "none: dX is the larger of the two paths' gradients",
    },
    key="b",
    misconceptions={
        "a": "dY @ W2ᵀ is the gradient at H; X lies behind f and W1, two links further.",
        "c": "Xᵀ @ dY is dW0: it has the shape of W0, not of X.",
        "d": "X acts on Y along both paths at once, so both effects add up.",
    },
    read="section 9, jump connections",
)

QUESTIONS = (q_sign_error, q_wrong_index, q_backprop_computes, q_factor, q_jump)
