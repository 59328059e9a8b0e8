/**
 * What a person reads of stored results: HTML pages of one file that need no network. Knows nothing
 * of Spark and of optimisers.
 */
package org.minimacensus.report;
