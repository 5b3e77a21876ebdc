import { describeCrashes } from './describe-crashes.js';
import { UNINSTALL_BY_WEBHOOK } from './flows/uninstall.flow.js';

describeCrashes(UNINSTALL_BY_WEBHOOK);
