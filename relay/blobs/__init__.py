"""Blobs: the encrypted bytes of files, uploaded by tus 1.0 and fetched by Range (PROTOCOL.md 5.7).

`files` knows the disk, `uploads` how bytes arrive, `fetching` how they leave, `service` who may do
what, `garbage` what goes when its time is over or its bytes have changed.
"""
