import { describeCrashes } from './describe-crashes.js';
import { ROTATE } from './flows/rotate.flow.js';

describeCrashes(ROTATE);
