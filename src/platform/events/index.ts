export { Events, ListensTo, type EventClass } from './events.js';
export { EventsModule } from './events.module.js';
