"""One module an outside system. Each implements a port and turns the outside's faults into ours."""
