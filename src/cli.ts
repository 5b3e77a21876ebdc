#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { addApproval } from './cli/approval/command.js';
import { addDoctor } from './cli/doctor/command.js';
import { type AdminDocument, operationsOf } from './cli/operation.js';
import { programOf, runProgram } from './cli/program.js';

/** Of the build, two folders up. */
const DOCUMENT = new URL('../../docs/openapi/admin.json', import.meta.url);

const document = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as AdminDocument;
const program = programOf(operationsOf(document));
addDoctor(program);
addApproval(program);
process.exitCode = await runProgram(program, process.argv.slice(2), (line) => process.stderr.write(`${line}\n`));
