import { describeCrashes } from './describe-crashes.js';
import { UNINSTALL, UNINSTALL_BY_WEBHOOK } from './flows/uninstall.flow.js';

describeCrashes(UNINSTALL);
describeCrashes(UNINSTALL_BY_WEBHOOK);
