/**
 * What a person looks at beyond the numbers of a summary: sums over the endpoints, eigenvalues at
 * minima, losses over planes, trajectories. Computed from a run, or read from what is stored of it;
 * knows nothing of Spark, files or HTML. Start at {@link
 * org.minimacensus.study.pictures.RunPictures}.
 */
package org.minimacensus.study.pictures;
