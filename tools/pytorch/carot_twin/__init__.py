"""The training of CaRot Lab in PyTorch: same methods, same batches, same metrics."""
