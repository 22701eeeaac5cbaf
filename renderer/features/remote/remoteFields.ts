import type { InputOf } from '#shared/operations/table.ts'

/** What stands in the form. */
export interface RemoteFields {
  readonly names: string
  readonly bind: string
  readonly port: string
  readonly certFile: string
  readonly keyFile: string
}

/** What is asked of the workstation; empty fields ask for the default. Pure. */
export function wantedOf({ names, bind, port, certFile, keyFile }: RemoteFields): InputOf<'remote.on'> {
  return {
    names: names.split(/[\s,;]+/).filter((name) => name !== ''),
    ...given('bind', bind),
    // What is no number goes as it is: the workstation says what is wrong with it.
    ...(port.trim() === '' ? {} : { port: Number(port) }),
    ...given('cert_file', certFile),
    ...given('key_file', keyFile),
  }
}

function given<N extends string>(name: N, value: string): Partial<Record<N, string>> {
  const text = value.trim()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object with this very key
  return text === '' ? {} : ({ [name]: text } as Partial<Record<N, string>>)
}
