"""A thesis as a knowledge graph of causal claims that can be questioned."""
