/** Chromium's command line, as Electron shows it. */
export class CommandLineDouble {
  readonly switches = new Map<string, string>()
  readonly #isRead: () => boolean

  /** `isRead`: Chromium has begun, and reads no further switches. */
  constructor(argv: readonly string[], isRead: () => boolean) {
    this.#isRead = isRead
    for (const argument of argv) {
      const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/.exec(argument) ?? []
      if (name !== undefined) {
        this.switches.set(name, value)
      }
    }
  }

  appendSwitch(name: string, value = ''): void {
    if (!this.#isRead()) {
      this.switches.set(name, value)
    }
  }

  hasSwitch(name: string): boolean {
    return this.switches.has(name)
  }
}

/** Those that Chromium puts before what a later start was really given, when it hands that to the first one. */
export function handedOver(argv: readonly string[]): string[] {
  const [program = '', ...rest] = argv
  const flags = rest.filter((argument) => argument.startsWith('-'))
  const others = rest.filter((argument) => !argument.startsWith('-'))
  return [
    program,
    ...flags,
    '--allow-file-access-from-files',
    '--original-process-start-time=13375000000000000',
    ...others,
  ]
}
