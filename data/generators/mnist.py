"""Writes rows of the MNIST database, or of any set in its format: images of 28 x 28, averaged over squares of 4 x 4.

    python3 data/generators/mnist.py train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz 300 01 > mine/mnist.csv

Arguments: images, labels, how many rows from the begin (0: all), which digits (default: all). A row is 49 numbers from 0
(background) to 1, with four decimals, and the digit. Files may be compressed or not.
"""
import gzip
import struct
import sys

SIDE = 28
SQUARE = 4


def read(path):
    with open(path, 'rb') as file:
        data = file.read()
    return gzip.decompress(data) if data[:2] == b'\x1f\x8b' else data


def average(image, row, column):
    pixels = [image[(row + i) * SIDE + column + j] for i in range(SQUARE) for j in range(SQUARE)]
    return sum(pixels) / (255 * SQUARE * SQUARE)


def main(images, labels, most, digits='0123456789'):
    images, labels = read(images), read(labels)
    magic, count, height, width = struct.unpack('>4i', images[:16])
    if magic != 2051 or (height, width) != (SIDE, SIDE):
        sys.exit('expected images of 28 x 28 in the format idx3-ubyte')
    if struct.unpack('>2i', labels[:8]) != (2049, count):
        sys.exit('expected as many labels as images in the format idx1-ubyte')
    written = 0
    for i in range(count):
        digit = str(labels[8 + i])
        if digit in digits and (int(most) == 0 or written < int(most)):
            start = 16 + i * SIDE * SIDE
            image = images[start:start + SIDE * SIDE]
            squares = [average(image, r, c) for r in range(0, SIDE, SQUARE) for c in range(0, SIDE, SQUARE)]
            print(','.join('%.4f' % s for s in squares) + ',' + digit)
            written += 1


if __name__ == '__main__':
    main(*sys.argv[1:])
