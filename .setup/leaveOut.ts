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
        const preset = /^export default /m.test(code) ? ['nothing as default'] : []
        return { code: `const nothing = () => undefined\nexport { ${[...names, ...preset].join(', ')} }\n`, map: null }
      },
    },
  }
}

/** A `summary` of a row, in one piece or in several. */
const summary = /\bsummary:\s*(?:(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*\+?\s*)+,/g

/**
 * Leaves the sentences out of the table of operations that only the server's API description tells: 2 KB less before a
 * conversation shows.
 */
export function leaveOutSummaries(): Plugin {
  return {
    name: 'homeport-leave-out-summaries',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/shared\/operations\/\w+\.ts$/ },
      handler: (code) => ({ code: code.replace(summary, ''), map: null }),
    },
  }
}

/** Kinds of zod's that no schema of ours is made of. Each is pulled in by a method of a kind that we use. */
const unusedKinds =
  'GUID Emoji NanoID CUID CUID2 ULID XID KSUID MAC CIDRv4 CIDRv6 Base64 Base64URL E164 CreditCard IBAN JWT BigInt ' +
  'BigIntFormat Symbol Void Date Xor Tuple Map Set File Success NaN Preprocess TemplateLiteral Promise Function ObjectJIT'
const unused = new Set(unusedKinds.split(' '))

/** Methods of zod's schemas that none of ours calls. Each pulls in a kind, a check or a way of reading. */
const unusedMethods = new Set(
  (
    'email url jwt emoji guid uuid uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid base64 base64url xid ksuid ipv4 ipv6 ' +
    'cidrv4 cidrv6 e164 datetime date time duration lowercase uppercase normalize slugify encode decode encodeAsync ' +
    'decodeAsync safeEncode safeDecode safeEncodeAsync safeDecodeAsync validate validateAsync parseAsync ' +
    'safeParseAsync superRefine exactOptional nonoptional prefault overwrite isOptional isNullable'
  ).split(' '),
)
const method = /^ {4}(?:async )?(?<name>\w+)(?:: (?:async )?function \w+)?\([^)\n]*\) \{\n(?: {8}[^\n]*\n)+? {4}\},\n/gm

/**
 * Leaves those kinds and methods out: the kinds' declarations stay, and are nothing. Objects are read without the code that
 * zod makes at run time, which the policy forbids anyway. Some 6 KB less before a conversation shows. Schemas are made
 * when the page starts: one that calls what is left out ends every test of the page.
 */
export function leaveOutOfZod(): Plugin {
  return {
    name: 'homeport-leave-out-of-zod',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /zod\/v4\/(?:core|classic)\/schemas\.js$/ },
      handler: (code) => ({
        code: code
          .split(/^(?=export |function |const |\/\/ )/m)
          .map((statement) => {
            const [, name, kind] = /^export const (\$?Zod(\w+)) = /.exec(statement) ?? []
            return kind !== undefined && unused.has(kind) ? `export const ${name} = undefined\n` : statement
          })
          .join('')
          .replaceAll('core.$ZodObjectJIT', 'core.$ZodObject')
          .replaceAll(method, (found, name: string) => (unusedMethods.has(name) ? '' : found)),
        map: null,
      }),
    },
  }
}
