"""The lists of expressions that the recorders are written with."""


def split(text):
    """Splits at the spaces and line ends outside of brackets."""
    words, depth, word = [], 0, ''
    for character in ' '.join(text.split('\n')) + ' ':
        depth += (character in '([{') - (character in ')]}')
        if character == ' ' and depth == 0:
            if word:
                words.append(word)
            word = ''
        else:
            word += character
    return words
