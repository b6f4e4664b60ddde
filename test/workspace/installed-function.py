from tinynets import doubled

net = doubled(4)
