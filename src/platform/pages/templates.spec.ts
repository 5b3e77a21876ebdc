import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Eta } from 'eta';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAMES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eta'));

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
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|(?:src|href|action)="(?:https?:)?\/\//i);
    });

    it('puts the path prefix in front of its addresses', () => {
      expect(text).not.toMatch(/(?:href|src|action)="\//);
    });

    it('has the token of the session in every form that is sent', () => {
      const forms = [...text.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)];
      for (const [form] of forms) expect(form).toContain('name="_csrf"');
    });
  });
});
