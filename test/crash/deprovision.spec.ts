import { describeCrashes } from './describe-crashes.js';
import { DEPROVISION } from './flows/deprovision.flow.js';

describeCrashes(DEPROVISION);
