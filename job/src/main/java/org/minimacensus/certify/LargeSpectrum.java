package org.minimacensus.certify;
