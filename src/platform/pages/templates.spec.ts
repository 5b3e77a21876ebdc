import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Eta } from 'eta';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAMES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eta'));

/** The page of Swagger UI runs code, from files that are named after what is in them. */
const SCRIPT_OF_OURS = /<script src="<%= it\.shell\.at\(it\.\w+\) %>"><\/script>/g;
const RUNS_SCRIPTS = new Set(['platform/docs/templates/docs.eta', 'platform/docs/templates/oauth2-redirect.eta']);

/** Operators' passes are not brought from elsewhere (SameSite=Strict), and to sign in takes a key. */
const WITHOUT_SESSION = new Set(['platform/docs/templates/docs.eta', 'platform/docs/templates/sign-in.eta']);

describe('templates', () => {
  it('are found', () => {
    expect(NAMES).toContain('platform/pages/templates/layout.eta');
  });

  describe.each(NAMES)('%s', (name) => {
    const text = readFileSync(ROOT + name, 'utf8');

    it('can be compiled', () => {
      expect(() => new Eta().compile(text)).not.toThrow();
    });

    it('prints nothing as it is but bodies, blocks and other templates', () => {
      const raw = [...text.matchAll(/<%~\s*([\w.]+)/g)].map(([, what]) => what);
      expect(raw.filter((what) => !['it.body', 'block', 'include'].includes(what ?? ''))).toEqual([]);
    });

    it('has no code and no style inside, and nothing from elsewhere', () => {
      const plain = RUNS_SCRIPTS.has(name) ? text.replaceAll(SCRIPT_OF_OURS, '') : text;
      expect(plain).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|(?:src|href|action)="(?:https?:)?\/\//i);
    });

    it('puts the path prefix in front of its addresses', () => {
      expect(text).not.toMatch(/(?:href|src|action)="\//);
    });

    it('has the token of the session in every form that is sent', () => {
      const forms = [...text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)];
      if (WITHOUT_SESSION.has(name)) return;
      for (const [form] of forms) expect(form).toContain('name="_csrf"');
    });
  });
});
