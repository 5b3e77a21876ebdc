export { Events, ListensTo } from './events.js';
export { EventsModule } from './events.module.js';
