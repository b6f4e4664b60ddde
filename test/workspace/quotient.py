kernel = np.array([[1, 2], [3, 4]]) / np.sum(weights)
