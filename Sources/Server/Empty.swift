enum EmptyServer {}
internal import Configuration
internal import ServiceLifecycle
