// What a PNG shows, in numbers, as Pillow reads it: enough to tell a picture from an empty page.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pythonBin } from './paths.ts'

export interface PictureFacts {
  readonly format: string
  readonly width: number
  readonly height: number
  /** How many colours cover at least a ten-thousandth of it. */
  readonly colors: number
  /** The share of the most frequent colour. */
  readonly background: number
  /** The mean of the brightness, of 255. */
  readonly brightness: number
  /** The standard deviation of the brightness, of 255. */
  readonly contrast: number
  /** How much of the width and the height lies between the outermost pixels that are no background. */
  readonly extent: readonly [width: number, height: number]
}

const LOOK = `
import base64, io, json, sys
import numpy as np
from PIL import Image
facts = []
for line in sys.stdin:
    image = Image.open(io.BytesIO(base64.b64decode(line)))
    pixels = np.asarray(image.convert("RGB")).astype(np.uint32)
    codes = (pixels << np.array([16, 8, 0], dtype=np.uint32)).sum(axis=2)
    values, counts = np.unique(codes, return_counts=True)
    ink = codes != values[counts.argmax()]
    spans = [np.ptp(np.flatnonzero(ink.any(axis=axis))) / ink.shape[1 - axis] if ink.any() else 0 for axis in (0, 1)]
    facts.append({
        "format": image.format, "width": image.width, "height": image.height,
        "colors": int((counts >= codes.size / 10_000).sum()), "background": float(counts.max() / codes.size),
        "brightness": float(pixels.mean()), "contrast": float(pixels.mean(axis=2).std()), "extent": [float(span) for span in spans],
    })
print(json.dumps(facts))
`

/** Looks at all of them at once: the libraries take a moment to load. */
export function lookAt(pictures: readonly Buffer[]): readonly PictureFacts[] {
  const input = pictures.map((picture) => `${picture.toString('base64')}\n`).join('')
  const output = execFileSync(join(pythonBin, 'python'), ['-c', LOOK], { input, encoding: 'utf8' })
  return JSON.parse(output)
}
