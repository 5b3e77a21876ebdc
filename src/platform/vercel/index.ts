export { VercelModule } from './vercel.module.js';
