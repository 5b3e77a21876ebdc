import { describeYears } from './describe-years.js';

describeYears(0);
