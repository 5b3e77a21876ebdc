import { describeCrashes } from './describe-crashes.js';
import { TRANSFER } from './flows/transfer.flow.js';

describeCrashes(TRANSFER);
