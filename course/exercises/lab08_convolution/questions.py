"""The four questions of lab 08, with a misconception behind each wrong option."""

from __future__ import annotations

from course.checks.question import choice

q_conv2d = choice(
    "q_conv2d",
    1,
    "PyTorch's `Conv2d` and Keras' `Conv2D` slide a kernel over an image. Which operation do they compute?",
    {
        "a": "True convolution: the kernel is flipped on both axes.",
        "b": "Cross-correlation: the kernel is laid on the image as it is.",
        "c": "True convolution in the forward pass, cross-correlation in the backward pass.",
        "d": "It makes no difference: for learned kernels the two give the same numbers.",
    },
    key="b",
    misconceptions={
        "a": "The name says so, the documentation does not: it writes a cross-correlation. Learning would find the flipped kernel anyway.",
        "c": "It is the other way round in spirit: the forward pass does not flip, and the gradient by the input then does.",
        "d": "For one given kernel the numbers differ, as 19 and 5 do. Only what can be learned is the same: a net may learn the flipped kernel.",
    },
    read="section 3, find the slip",
)

q_by_hand = choice(
    "q_by_hand",
    3,
    "What does this network return? Do it on paper. Image, filter and biases: "
    "$X = \\begin{pmatrix}1&0&0&2\\\\3&0&0&2\\\\0&3&0&3\\\\1&0&0&3\\end{pmatrix}$, "
    "$K = \\begin{pmatrix}-1&2\\\\0&1\\end{pmatrix}$, $b = -2$. Cross-correlate without padding, add $b$, apply ReLU, take the "
    "maximum of each $2\\times 2$ window with stride 1, multiply entry by entry with $V = \\begin{pmatrix}2&0\\\\1&1\\end{pmatrix}$, "
    "add up, and add $c = 1$.",
    {"a": "5", "b": "8", "c": "12", "d": "16", "e": "19"},
    key="c",
    misconceptions={
        "a": "5 comes from the mean of each window; the question asks for its maximum.",
        "b": "8 comes out if the ReLU is left out: the first window is negative everywhere.",
        "d": "16 comes out if the bias −2 is left out.",
        "e": "19 comes out if the filter is flipped: that is the true convolution.",
    },
    read="sections 3, 7 and 9",
)

q_equivariant = choice(
    "q_equivariant",
    1,
    "One deck of slides says that convolution gives “translation invariance for free”, another calls it equivariant. "
    "What holds for a convolution with stride 1, away from the border?",
    {
        "a": "Invariant: the output does not change when the image moves.",
        "b": "Equivariant: the output moves along. Pooling adds invariance to small moves, locally.",
        "c": "Equivariant, and so is max pooling with stride 2, for moves by any number of pixels.",
        "d": "Neither: it depends on the kernel.",
    },
    key="b",
    misconceptions={
        "a": "Move the image in section 10: the map moves along. A map that did not change could not say where the edge is.",
        "c": "You have measured it: a stride of 2 keeps up with moves by an even number of pixels only, in its own smaller steps.",
        "d": "The same kernel is used everywhere, so every kernel keeps up with the shift.",
    },
    read="section 10, equivariant or invariant?",
)

q_nose = choice(
    "q_nose",
    1,
    "Take the feature maps of a face, cut each into four quadrants and exchange them, all maps in the same way, so that the nose "
    "lies on the forehead. Then pool each map globally (one maximum or one mean a map). Can the layers behind tell the two apart?",
    {
        "a": "Yes, because the maxima move with the quadrants.",
        "b": "Yes with the mean, no with the maximum.",
        "c": "No: each map's maximum and mean stay the same, wherever its parts lie.",
        "d": "No, but only because the quadrants are equally large.",
    },
    key="c",
    misconceptions={
        "a": "A global pool hands on one number a map, and no place. Where the maximum was is lost.",
        "b": "A mean over all places does not depend on their order either.",
        "d": "Any rearrangement of the places leaves maximum and mean as they are.",
    },
    read="section 14, a nose on a forehead",
)

QUESTIONS = (q_conv2d, q_by_hand, q_equivariant, q_nose)
