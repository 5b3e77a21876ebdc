export { CallbackRelay } from './callback-relay.js';
export { DRIVER_SECRET, ExampleService } from './example-service.js';
export { FaultyService, type Fault } from './faulty-service.js';
