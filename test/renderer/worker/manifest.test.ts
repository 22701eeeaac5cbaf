import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'

const folder = path.join(import.meta.dirname, '../../../renderer/public')
const Picture = z.object({ src: z.string(), sizes: z.string(), type: z.string() })
const Manifest = z.object({
  icons: z.array(Picture.extend({ purpose: z.enum(['any', 'maskable', 'monochrome']) })),
  screenshots: z.array(Picture.extend({ form_factor: z.enum(['narrow', 'wide']), label: z.string().min(1) })),
  shortcuts: z.array(z.object({ name: z.string(), url: z.string(), icons: z.array(Picture.omit({ type: true })) })),
})
const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(folder, 'app.webmanifest'), 'utf8')))

/** What a store draws at most for one of them, in bytes: nobody waits for it. */
const MOST = 120_000

test('the app shows itself before it is installed: on a phone and on a large screen, in pictures of its real pages', () => {
  const { screenshots } = manifest
  expect([...new Set(screenshots.map(({ form_factor }) => form_factor))].toSorted()).toEqual(['narrow', 'wide'])
  for (const { src, sizes } of screenshots) {
    const bytes = readFileSync(path.join(folder, src))
    // WebP (RFC 9649, 2.7): one less than width and height, in 24 bits each.
    expect([src, bytes.toString('latin1', 12, 16)]).toEqual([src, 'VP8X'])
    expect([src, `${bytes.readUIntLE(24, 3) + 1}x${bytes.readUIntLE(27, 3) + 1}`]).toEqual([src, sizes])
    expect(statSync(path.join(folder, src)).size).toBeLessThan(MOST)
  }
  // Browsers leave out a form factor whose pictures have several shapes.
  for (const factor of ['narrow', 'wide']) {
    const shapes = screenshots.filter(({ form_factor }) => form_factor === factor).map(({ sizes }) => sizes)
    expect(new Set(shapes).size).toBe(1)
  }
})

test('every icon and shortcut of the app is there, one of them to be cut to any shape', () => {
  const { icons, shortcuts } = manifest
  for (const { src } of [...icons, ...shortcuts.flatMap((one) => one.icons)]) {
    expect([src, existsSync(path.join(folder, src))]).toEqual([src, true])
  }
  expect(icons.filter(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512')).toHaveLength(1)
  expect(icons.filter(({ purpose }) => purpose === 'any').map(({ sizes }) => sizes)).toEqual(['192x192', '512x512'])
  expect(shortcuts.map(({ url }) => url)).toEqual(['/new', '/needs-you', '/history'])
})
