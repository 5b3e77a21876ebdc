import { ApiDocument } from './described.js';
import { describeFuzz } from './describe-fuzz.js';
import { DriverGround } from './grounds/driver.ground.js';

describeFuzz('the driver API', new ApiDocument('driver', '/drivers/'), () => DriverGround.open());
