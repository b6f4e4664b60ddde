import numpy as np

image = np.array([[1, 2, 4, 3],
                  [5, 6, 8, 7],
                  [9, 10, 12, 11],
                  [13, 14, 16, 2]])
kernel = np.array([[1, -2],
                   [-3, 4]])

ragged = [[1, 2, 3],
          [4, 5, 6],
          [7, 8, 9, 10]]
