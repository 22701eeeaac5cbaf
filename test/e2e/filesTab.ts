import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Chromium, Device } from '#test/support/browser/browser.ts'
import type { TestServer } from '#test/support/server/server.ts'

export type FilesOptions = Parameters<typeof openFiles>[2]

/** The Files tab of a session in a folder with a few files. `tolerates`: what the browser says of an answer that is tested. */
export async function openFiles(
  { server, chromium }: { readonly server: TestServer; readonly chromium: Chromium },
  name: string,
  { device = 'wide', tolerates = /^$/ }: { device?: Device; tolerates?: RegExp } = {},
) {
  const folder = server.folder(name)
  mkdirSync(path.join(folder, 'src/deep'), { recursive: true })
  writeFileSync(path.join(folder, 'src/boat.ts'), "export const boat = 'blue'\r\n")
  writeFileSync(path.join(folder, 'README.md'), '# The harbour\n')
  writeFileSync(path.join(folder, '.gitignore'), 'secret.log\n')
  writeFileSync(path.join(folder, 'secret.log'), 'ignored')
  const session = await server.program.createSession(folder)
  const person = await chromium.person(device, { tolerates })
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.open(`/session/${session.id}/files`)
  await person.page.getByRole('tree', { name: 'Files' }).waitFor()
  return { folder, session, person }
}
