import type { Plugin } from 'vite'

/**
 * Leaves modules out of the page that a library pulls in and the page never calls. Their exports stay, as functions
 * that do nothing.
 */
export function leaveOut(modules: RegExp): Plugin {
  return {
    name: 'homeport-leave-out',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: modules },
      handler: (code) => {
        const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => `nothing as ${name}`)
        return { code: `const nothing = () => undefined\nexport { ${names.join(', ')} }\n`, map: null }
      },
    },
  }
}
