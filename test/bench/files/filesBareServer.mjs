import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { createServer } from 'node:https'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A bare Node server over TLS that sends files of a folder and takes them: what Homeport is measured beside. */
process.once('message', ({ key, cert, folder }) => {
  const server = createServer({ key, cert }, async (request, response) => {
    const file = path.join(folder, path.basename(request.url ?? ''))
    if (request.method === 'GET') {
      response.setHeader('content-length', statSync(file).size)
      await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response)
    } else {
      await pipeline(request, createWriteStream(file))
      response.end('{}')
    }
  })
  server.listen(0, '127.0.0.1', () => process.send?.(server.address().port))
})
process.once('disconnect', () => process.exit())
