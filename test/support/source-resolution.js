import { registerHooks } from 'node:module';

/**
 * Lets Node import TypeScript sources without a build. It strips types by itself; only the names of relative imports,
 * which end in `.js` for the build, need help. The sources may hold nothing but erasable syntax.
 */
export function resolveSources() {
  return registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
        return next(specifier.replace(/\.js$/, '.ts'), context);
      }
    },
  });
}
