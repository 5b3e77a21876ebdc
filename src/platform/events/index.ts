export { Events, ListensTo, ListensToVercel } from './events.js';
export { EventsModule } from './events.module.js';
export { VercelEvent } from './vercel-event.js';
