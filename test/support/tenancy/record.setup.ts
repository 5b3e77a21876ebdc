import { recordAnswers } from '../operations/recorder.js';
import { recordStatements } from './recorder.js';

/** The name under which the app's own pool connects; tests that look into the database connect under none. */
recordStatements('stallholder');
recordAnswers();
