"""What a user can do, one function a deed. No Qt, no SQL."""
