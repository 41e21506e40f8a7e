// Medians and quartiles: one slow start among fifty changes neither.

/** The value below which this share of the samples lies, interpolated between neighbours. */
function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)]
  return low + (sorted[Math.ceil(place)] - low) * (place % 1)
}

export function median(samples) {
  return quantile(samples, 0.5)
}

/** The range that the middle half of the samples lies in. */
export function quartiles(samples) {
  return [quantile(samples, 0.25), quantile(samples, 0.75)]
}
