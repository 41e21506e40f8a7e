// Bodies that are made and forgotten as they go.

/** Reads a stream to its end. Gives the number of bytes. */
export function readBytes(stream) {
  return new Promise((resolve, reject) => {
    let bytes = 0
    stream.on('data', (data) => {
      bytes += data.length
    })
    stream.on('end', () => resolve(bytes))
    stream.on('error', reject)
  })
}

/** Writes so many bytes, as fast as they are taken. */
export function writeBytes(stream, bytes) {
  const piece = Buffer.alloc(65_536, 'x')
  let left = bytes
  const write = () => {
    while (left > 0) {
      const part = left < piece.length ? piece.subarray(0, left) : piece
      left -= part.length
      if (!stream.write(part)) return
    }
    stream.off('drain', write)
    stream.end()
  }
  stream.on('drain', write)
  write()
}
