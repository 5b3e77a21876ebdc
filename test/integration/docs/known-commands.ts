import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { addApproval } from '../../../src/cli/approval/command.js';
import { addDoctor } from '../../../src/cli/doctor/command.js';
import { type AdminDocument, operationsOf } from '../../../src/cli/operation.js';
import { programOf } from '../../../src/cli/program.js';
import { ROOT } from '../../support/built.js';
import { routeFault } from './known-routes.js';
import type { Words } from './shell.js';

const NPM = new Set(['ci', 'audit', 'sbom']);

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

const stallholder = programOf(operationsOf(JSON.parse(read('docs/openapi/admin.json')) as AdminDocument));
addDoctor(stallholder);
addApproval(stallholder);

/** What is wrong with a command that names something of ours which is not there; null: nothing. `where` tells what variables stand for. */
export function commandFault(words: Words, where: Readonly<Record<string, string>>): string | null {
  const [program, ...rest] = words;
  if (program === 'npm') return npmFault(rest.filter((word) => word !== '--silent'));
  if (program === 'npx') return rest[0] === 'stallholder' ? cliFault(stallholder, rest.slice(1)) : `npx ${rest[0]}`;
  if (program === 'node' && rest[0] !== '-e') return nodeFault(rest.find((word) => !word.startsWith('-')) ?? '');
  if (program === 'curl') return curlFault(rest, where);
  return null;
}

function npmFault([first = '', second = '']: Words): string | null {
  if (first === 'run') return second === '' || second in scripts ? null : `there is no script ${second}`;
  return first in scripts || NPM.has(first) ? null : `npm ${first}`;
}

/** Of the build, or as it is. */
function nodeFault(file: string): string | null {
  const source = file.replace(/^dist\/(.*)\.js$/, '$1.ts');
  return existsSync(path.join(ROOT, source)) ? null : `there is no ${source}`;
}

/** `…` stands for whatever one wants to call. */
function cliFault(command: Command, words: Words): string | null {
  const [word, ...rest] = words;
  if (word === undefined) return mandatoryFault(command);
  if (word === '…' || word === '--help') return null;
  if (word.startsWith('--')) {
    const option = optionsOf(command).find(({ long }) => long === word);
    if (option === undefined) return `${command.name()} knows no ${word}`;
    return cliFault(command, option.required || option.optional ? rest.slice(1) : rest);
  }
  const inner = command.commands.find((one) => one.name() === word);
  if (inner !== undefined) return cliFault(inner, rest.length === 0 ? [] : rest);
  if (command.commands.length > 0) return `${command.name()} has no command ${word}`;
  return cliFault(command, rest);
}

function optionsOf(command: Command): Command['options'] {
  return command.parent === null ? command.options : [...command.options, ...optionsOf(command.parent)];
}

function mandatoryFault(command: Command): string | null {
  return command.commands.length > 0 ? `${command.name()} alone does nothing` : null;
}

function curlFault(words: Words, where: Readonly<Record<string, string>>): string | null {
  const address = words.find((word) => /^(?:https?:|\$)/.test(word)) ?? '';
  const full = address.replace(/^\$\{?(\w+)\}?/, (whole, name: string) => where[name] ?? whole);
  const [, route] = /^https?:\/\/(?:127\.0\.0\.1|localhost):(?:3000|4000|9464)(\/.*)$/.exec(full) ?? [];
  if (route === undefined) return null;
  const data = words.includes('-d') || words.includes('--data');
  const named = words.indexOf('-X');
  return routeFault(named < 0 ? (data ? 'POST' : 'GET') : words[named + 1], route);
}
