"""Looking at a file that somebody sent, in a process of its own: what it is, and its safe copy.

``python -I -m yarrow.files.converting`` reads the file from its input and writes an answer to its output
(``answer``). It knows no Django, no key and no room; before it reads the first byte it gives up writing
files, opening files, the network, and more than a share of time and memory (``limits``).
"""
