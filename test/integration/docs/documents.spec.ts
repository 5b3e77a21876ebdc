import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../../../config/env.schema.js';
import { ROOT } from '../../support/built.js';
import { WALKS } from '../../e2e/guides/walks.js';
import { ELSEWHERE } from './elsewhere.js';
import { commandFault } from './known-commands.js';
import { routeFault } from './known-routes.js';
import { allDocuments, type Document, type Piece } from './markdown.js';
import { commandsOf, settingsOf } from './shell.js';

const LANGUAGES = new Set(['sh', 'text', 'ts', 'js', 'json', 'yaml', 'sql', 'mermaid']);
const COMMAND =
  /^(?:[A-Z_]+=\S+ )*(?!npm run$)(?:npm|npx|node|curl|docker|kubectl|git|cp|psql|pg_\w+|openssl|chronyc) \S/;
const OWN_ROUTE = /^(?:(GET|POST|PUT|PATCH|DELETE) )?((?:…|\/admin\/v1|\/usage\/v1|\/drivers\/v1|\/health)\/[^\s`]*)$/;
const VARIABLE = /(?<![\w$@./:-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b(?!\.md)/g;

/** Variables of documents that are no settings of the server: of tests, of the shell that guides open, of products, of others. */
const NOT_OURS = new Set([
  'CHROMIUM_PATH',
  'TEST_DATABASE_URL',
  'TEST_LOG_LEVEL',
  'OTHER_ROUTES',
  'WRITE_FAILURES',
  'ADMIN_KEY',
  'USAGE_KEY',
  'DOOR_URL',
  'DOOR_KEY',
  'STALLHOLDER_URL',
  'POSTGRES_PASSWORD',
  'OWNER_PASSWORD',
  'APP_PASSWORD',
  'POSTGRES_URL',
  'LOGS_SECRET',
]);

const documents = allDocuments();
const isForReaders = ({ file }: Document): boolean => /^(?:docs\/|[A-Z]+\.md)/.test(file);
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const named = (command: string): boolean =>
  ELSEWHERE.some(({ commands }) => commands.some((begin) => command === begin || command.startsWith(`${begin} `)));

describe('the documents', () => {
  const blocks = documents.flatMap(({ fences }) => fences.filter(({ language }) => language === 'sh'));
  const inline = documents.flatMap(({ codes }) => codes.filter(({ text }) => COMMAND.test(text)));
  const commands = [...blocks, ...inline].flatMap((piece) =>
    commandsOf(piece.text).map((words) => ({ piece, words, command: words.join(' ') })),
  );

  it('say of every block what it is', () => {
    const unknown = documents.flatMap(({ fences }) => fences.filter(({ language }) => !LANGUAGES.has(language)));
    expect(unknown.map(({ at, language }) => `${at}: ${language}`)).toEqual([]);
  });

  it('call nothing of ours that is not there', () => {
    const settings = (file: string): Record<string, string> =>
      Object.assign({}, ...blocks.filter((block) => block.file === file).map(({ text }) => settingsOf(text)));
    const faults = commands.flatMap(({ piece, words }) => told(piece, commandFault(words, settings(piece.file))));
    expect(faults).toEqual([]);
  });

  it('have no command that is neither walked through by a test nor named with what runs it', () => {
    const walked = (piece: Piece): boolean => WALKS.includes(piece.file);
    const missing = commands.filter(({ piece, command }) => !named(command) && !walked(piece));
    expect(missing.map(({ piece, command }) => `${piece.at}: ${command}`)).toEqual([]);
    for (const file of WALKS) expect(read('test/e2e/guides/guides.spec.ts')).toContain(`'${file}'`);
    for (const block of blocks.filter(walked)) {
      const kinds = commandsOf(block.text).map((words) => named(words.join(' ')));
      expect([block.at, new Set(kinds).size]).toEqual([block.at, Math.min(kinds.length, 1)]);
    }
  });

  it.each(ELSEWHERE)('are right about what runs $commands.0', (entry) => {
    const [file, text] = 'by' in entry ? entry.by : entry.said;
    expect(read(file)).toContain(text);
    for (const begin of entry.commands) {
      const uses = commands.filter(({ command }) => command === begin || command.startsWith(`${begin} `));
      expect([begin, uses.length > 0]).toEqual([begin, true]);
    }
  });

  it('name no route that is not there', () => {
    const faults = documents
      .filter(isForReaders)
      .flatMap(({ codes }) => codes)
      .flatMap((piece) => {
        const [, method, route] = OWN_ROUTE.exec(piece.text) ?? [];
        return route === undefined ? [] : told(piece, routeFault(method, route));
      });
    expect(faults).toEqual([]);
  });

  it('name no variable that the configuration does not have', () => {
    const isKnown = (name: string): boolean => name in VARIABLES || NOT_OURS.has(name);
    const faults = documents.filter(isForReaders).flatMap(({ text, file }) => {
      const names = new Set([...text.matchAll(VARIABLE)].map(([name]) => name));
      const unknown = [...names].filter((name) => !isKnown(name) && !isKnown(name.replace(/_FILE$/, '')));
      return unknown.map((name) => `${file}: ${name}`);
    });
    expect(faults).toEqual([]);
    const gone = [...NOT_OURS].filter((name) => !documents.some(({ text }) => text.includes(name)));
    expect(gone).toEqual([]);
  });

  it('lead nowhere that is not there', () => {
    const anchorsOf = new Map(documents.map(({ file, anchors }) => [file, anchors]));
    const faults = documents.flatMap(({ file, links }) =>
      links
        .filter(({ target }) => !/^[a-z]+:/.test(target))
        .filter(({ target, anchor }) => {
          const other = target === '' ? file : path.join(path.dirname(file), target);
          return !existsSync(path.join(ROOT, other)) || (anchor !== undefined && !anchorsOf.get(other)?.has(anchor));
        }),
    );
    expect(faults.map(({ at, text }) => `${at} ${text}`)).toEqual([]);
  });
});

function told({ at }: Piece, fault: string | null): readonly string[] {
  return fault === null ? [] : [`${at}: ${fault}`];
}
