/**
 * The conf file: one table of keys ({@link org.minimacensus.cli.conf.ConfKeys}), a strict reader
 * and the study hash.
 *
 * <p>Depends on {@code study} and on the HOCON parser. Knows nothing of Spark, data or optimisers.
 * Start at {@link org.minimacensus.cli.conf.StudyConf}.
 */
package org.minimacensus.cli.conf;
