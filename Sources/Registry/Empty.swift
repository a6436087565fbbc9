enum EmptyRegistry {}
