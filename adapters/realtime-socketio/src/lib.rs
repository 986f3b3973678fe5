//! Live push to connected users over Socket.IO.
